import { ListSkeleton } from "../_components/list-skeleton";

export default function DocsLoading() {
  return <ListSkeleton />;
}
