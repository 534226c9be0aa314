import { SkeletonRows } from "@/lib/ui/skeleton";

export default function LoadingSources() {
  return <SkeletonRows rows={6} />;
}
