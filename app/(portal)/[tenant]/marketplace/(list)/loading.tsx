import { ListSkeleton } from "../../_components/list-skeleton";

export default function MarketplaceLoading() {
  return <ListSkeleton />;
}
