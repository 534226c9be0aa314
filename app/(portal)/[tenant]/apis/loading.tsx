import { ListSkeleton } from "../_components/list-skeleton";

export default function ApisLoading() {
  return <ListSkeleton />;
}
