import { pagePosition } from "@/app/_server/page-position";
import { LiveStream } from "./live-stream";

type LiveRefreshProps = {
  readonly tenant: string;
  readonly topics: readonly string[];
  /** entities this page shows; without them it follows all. Events that name others are passed over. */
  readonly refs?: readonly string[] | undefined;
};

// Beyond this the list would weigh more than the refreshes it saves.
const WATCHED_MAX = 300;

/** Keeps the page true: it is drawn anew when one of the topics is named, from the moment its data began to be read. */
export function LiveRefresh({ tenant, topics, refs }: LiveRefreshProps) {
  const watched = refs !== undefined && refs.length <= WATCHED_MAX ? refs : undefined;
  return <LiveStream tenant={tenant} topics={topics} refs={watched} from={pagePosition()} />;
}
