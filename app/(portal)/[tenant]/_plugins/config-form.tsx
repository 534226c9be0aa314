"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { z } from "zod";
import { Button } from "@/lib/ui/button";
import { FormStatus, type FormStatusProps } from "@/lib/ui/form-status";
import { readSchemaForm } from "@/lib/ui/schema-form/read-schema-form";
import type { FormSchema, SchemaValue, SchemaValues } from "@/lib/ui/schema-form/schema";
import { SchemaForm } from "@/lib/ui/schema-form/schema-form";
import { configurePluginAction, testConnectionAction } from "./actions";

type ConfigFormProps = {
  readonly tenant: string;
  readonly plugin: string;
  readonly config: FormSchema;
  readonly secrets: FormSchema;
  readonly values: SchemaValues;
  readonly storedSecrets: readonly string[];
  readonly testable: boolean;
};

const fieldsSchema = z.object({ fields: z.record(z.string(), z.string()) });
const texts = (values: Readonly<Record<string, SchemaValue>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** A plugin's settings: typed fields, a test that answers in place, and saving. */
export function ConfigForm({
  tenant,
  plugin,
  config,
  secrets,
  values,
  storedSecrets,
  testable,
}: ConfigFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [status, setStatus] = useState<FormStatusProps>({ state: "idle" });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [testing, startTest] = useTransition();
  const [saving, startSave] = useTransition();

  function read() {
    const data = new FormData(form.current ?? undefined);
    setStatus({ state: "idle" });
    setErrors({});
    return {
      plugin,
      config: { ...readSchemaForm(config, data, "config.") },
      secrets: texts(readSchemaForm(secrets, data, "secret.")),
    };
  }

  function refuse(error: { readonly message: string; readonly details?: unknown }) {
    const fields = fieldsSchema.safeParse(error.details);
    setErrors(fields.success ? fields.data.fields : {});
    setStatus({
      state: "problem",
      message: fields.success ? "Some fields need another value." : error.message,
    });
  }

  function test() {
    startTest(async () => {
      const result = await testConnectionAction(tenant, read());
      if (!result.ok) return refuse(result.error);
      setStatus(
        result.data.ok
          ? { state: "saved", message: result.data.says }
          : { state: "problem", message: result.data.says },
      );
    });
  }

  function save(event: FormEvent) {
    event.preventDefault();
    startSave(async () => {
      const result = await configurePluginAction(tenant, read());
      if (!result.ok) return refuse(result.error);
      setStatus({ state: "saved", message: "Saved. The cards use it from now on." });
      router.refresh();
    });
  }

  return (
    <form ref={form} onSubmit={save} noValidate className="grid gap-4">
      <SchemaForm schema={config} values={values} errors={errors} prefix="config." disabled={saving} />
      <SchemaForm
        schema={secrets}
        errors={errors}
        storedSecrets={storedSecrets}
        prefix="secret."
        disabled={saving}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" loading={saving}>
          Save
        </Button>
        {testable ? (
          <Button onClick={test} loading={testing}>
            Test connection
          </Button>
        ) : null}
        <FormStatus {...status} />
      </div>
    </form>
  );
}
