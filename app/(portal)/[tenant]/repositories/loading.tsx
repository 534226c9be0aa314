import { ListSkeleton } from "../_components/list-skeleton";

export default function RepositoriesLoading() {
  return <ListSkeleton />;
}
