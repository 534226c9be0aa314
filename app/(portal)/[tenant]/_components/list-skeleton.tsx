import { Skeleton, SkeletonRows } from "@/lib/ui/skeleton";

/**
 * What a list shows while it is read. Only pages that always exist have a `loading.tsx` with it: where one stands above a
 * page, the answer has begun with 200 before the page can say 404.
 */
export function ListSkeleton() {
  return (
    <div className="grid gap-5">
      <Skeleton className="h-7 w-56" />
      <SkeletonRows rows={8} />
    </div>
  );
}
