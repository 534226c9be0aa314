import { ListSkeleton } from "../../_components/list-skeleton";

export default function CompletenessLoading() {
  return <ListSkeleton />;
}
