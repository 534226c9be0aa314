"use client";

import { Handle, type Node, type NodeProps, Position, type ReactFlowState, useStore } from "@xyflow/react";
import { Minus, Plus } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { cx } from "../cx";
import { KindDot, KindIcon } from "../kind-icon";
import { useKindWords } from "../own-kinds";
import { DETAIL_ZOOM } from "./first-view";
import type { RelationNode } from "./graph-data";

export type RelationFlowNode = Node<
  RelationNode & {
    /** the one that Tab reaches */
    readonly reachable: boolean;
    readonly onToggle: ((id: string, action: "open" | "close") => void) | undefined;
  },
  "relation"
>;

const isFar = (state: ReactFlowState) => state.transform[2] < DETAIL_ZOOM;

/** One entity in the graph: a link, and a button for its neighbours. */
export const RelationNodeView = memo(function RelationNodeView({ data }: NodeProps<RelationFlowNode>) {
  const far = useStore(isFar);
  const words = useKindWords();
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Link
        href={data.href}
        prefetch={false}
        data-node={data.id}
        tabIndex={data.reachable ? 0 : -1}
        aria-current={data.current ? "page" : undefined}
        title={data.missing ? `${data.title} is not in the catalog` : data.title}
        className={cx(
          "nopan flex size-full items-center gap-2.5 rounded-lg border bg-surface px-3 text-ink hover:bg-hover",
          data.current ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line-strong",
          data.missing && "border-dashed text-ink-muted",
        )}
      >
        {far ? (
          <>
            <KindDot kind={data.kind} className="size-4" />
            <span className="truncate text-lg font-medium">{data.title}</span>
          </>
        ) : (
          <>
            <KindIcon kind={data.kind} type={data.type} label={words.title(data.kind)} />
            <span className="min-w-0">
              <span className="block truncate text-sm leading-4.5 font-medium">{data.title}</span>
              {data.detail ? (
                <span className="block truncate text-2xs leading-3.5 text-ink-muted">{data.detail}</span>
              ) : null}
            </span>
          </>
        )}
      </Link>
      {far ? null : <NeighboursButton data={data} />}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
});

function NeighboursButton({ data }: Pick<RelationFlowNode, "data">) {
  const { toggle, hidden = 0, onToggle } = data;
  if (!toggle || !onToggle) {
    return hidden === 0 ? null : (
      <span className={cx(pill, "cursor-default")} title={`${hidden.toLocaleString("en")} more not shown`}>
        +{hidden.toLocaleString("en")}
      </span>
    );
  }
  const words =
    toggle === "open"
      ? `Show ${hidden.toLocaleString("en")} more neighbours of ${data.title}`
      : `Put away the neighbours of ${data.title}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      title={words}
      aria-label={words}
      onClick={() => onToggle(data.id, toggle)}
      className={cx("nopan hover:bg-hover hover:text-ink", pill)}
    >
      {toggle === "open" ? (
        <>
          <Plus className="size-3" aria-hidden="true" />
          {hidden.toLocaleString("en")}
        </>
      ) : (
        <Minus className="size-3" aria-hidden="true" />
      )}
    </button>
  );
}

const pill =
  "absolute -right-2 -bottom-2 flex h-4.5 min-w-4.5 items-center justify-center gap-0.5 rounded-full border border-line-strong bg-raised px-1 text-2xs text-ink-muted";
