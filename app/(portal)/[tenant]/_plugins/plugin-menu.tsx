"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { toast } from "@/lib/ui/toast";
import { disablePluginAction, removePluginAction } from "./actions";

type PluginMenuProps = {
  readonly tenant: string;
  readonly plugin: { readonly id: string; readonly title: string };
  readonly enabled: boolean;
};

/** Switch off, or remove with everything. */
export function PluginMenu({ tenant, plugin, enabled }: PluginMenuProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function disable() {
    startTransition(async () => {
      const result = await disablePluginAction(tenant, { plugin: plugin.id });
      if (!result.ok) return toast({ tone: "bad", message: result.error.message });
      toast({ tone: "ok", message: `${plugin.title} is off. Its settings are kept.` });
      router.refresh();
    });
  }

  async function remove(): Promise<string | undefined> {
    const result = await removePluginAction(tenant, { plugin: plugin.id });
    if (!result.ok) return result.error.message;
    router.refresh();
    return undefined;
  }

  return (
    <div className="flex flex-wrap gap-2">
      {enabled ? (
        <Button onClick={disable} loading={pending}>
          Switch off
        </Button>
      ) : null}
      <ConfirmDialog
        trigger={<Button variant="danger">Remove</Button>}
        title={`Remove ${plugin.title}?`}
        description="Its cards, settings and secrets are deleted. To only hide it, switch it off."
        action={`Remove ${plugin.title}`}
        danger
        onConfirm={remove}
      />
    </div>
  );
}
