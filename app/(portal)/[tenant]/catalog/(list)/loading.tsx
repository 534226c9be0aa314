import { ListSkeleton } from "../../_components/list-skeleton";

export default function CatalogLoading() {
  return <ListSkeleton />;
}
