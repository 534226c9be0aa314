import { Skeleton, SkeletonRows } from "@/lib/ui/skeleton";

export default function PortalLoading() {
  return (
    <div className="grid gap-5">
      <Skeleton className="h-7 w-56" />
      <SkeletonRows rows={8} />
    </div>
  );
}
