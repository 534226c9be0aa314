import { ListSkeleton } from "../_components/list-skeleton";

export default function SearchLoading() {
  return <ListSkeleton />;
}
