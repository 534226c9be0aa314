"use client";

import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import Link from "next/link";
import { cx } from "../cx";
import { KindIcon } from "../kind-icon";
import type { RelationNode } from "./relation-graph-data";

export type RelationFlowNode = Node<RelationNode, "relation">;

/** One entity in the graph: a link, reachable with Tab. */
export function RelationNodeView({ data }: NodeProps<RelationFlowNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Link
        href={data.href}
        aria-current={data.current ? "page" : undefined}
        title={data.missing ? `${data.title} is not in the catalog` : data.title}
        className={cx(
          "nopan flex size-full items-center gap-2.5 rounded-lg border bg-surface px-3 text-ink hover:bg-hover",
          data.current ? "border-accent shadow-[0_0_0_1px_var(--accent)]" : "border-line-strong",
          data.missing && "border-dashed text-ink-muted",
        )}
      >
        <KindIcon kind={data.kind} type={data.type} label={data.kind} />
        <span className="min-w-0">
          <span className="block truncate text-sm leading-4.5 font-medium">{data.title}</span>
          {data.detail ? (
            <span className="block truncate text-2xs leading-3.5 text-ink-muted">{data.detail}</span>
          ) : null}
        </span>
      </Link>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}
