import { ListSkeleton } from "../_components/list-skeleton";

export default function HomeLoading() {
  return <ListSkeleton />;
}
