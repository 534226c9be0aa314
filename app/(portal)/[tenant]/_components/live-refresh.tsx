import { pagePosition } from "@/app/_server/page-position";
import { LiveStream } from "./live-stream";

type LiveRefreshProps = { readonly tenant: string; readonly topics: readonly string[] };

/** Keeps the page true: it is drawn anew when one of the topics is named, from the moment its data began to be read. */
export function LiveRefresh({ tenant, topics }: LiveRefreshProps) {
  return <LiveStream tenant={tenant} topics={topics} from={pagePosition()} />;
}
