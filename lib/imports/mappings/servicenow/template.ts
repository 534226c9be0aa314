import type { Template } from "../template";
import samples from "./samples.json";

const CLASSES = [
  "cmdb_ci_business_app",
  "cmdb_ci_service_auto",
  "cmdb_ci_service_discovered",
  "cmdb_ci_service_manual",
  "cmdb_ci_appl",
  "cmdb_ci_db_instance",
].join(",");
const COMMON = { sysparm_display_value: "all", sysparm_exclude_reference_link: "true" };
const paging = {
  kind: "offset",
  parameter: "sysparm_offset",
  sizeParameter: "sysparm_limit",
  size: 1_000,
} as const;
const relation = (name: string, type: string, key: string) =>
  ({
    name,
    path: "/api/now/table/cmdb_rel_ci",
    query: {
      ...COMMON,
      sysparm_query: `type.name=${type}^ORDERBYsys_id`,
      sysparm_fields: "parent,child,type,parent.sys_class_name,child.sys_class_name",
    },
    items: "result",
    paging,
    key,
  }) as const;

export const servicenow: Template = {
  id: "servicenow",
  vendor: "ServiceNow CMDB",
  summary:
    "Business applications become systems, application services components, database instances resources, support groups teams.",
  docsUrl:
    "https://www.servicenow.com/docs/bundle/xanadu-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html",
  blanks: [{ text: "your-instance", title: "Instance", hint: "acme of https://acme.service-now.com" }],
  secrets: {
    password: {
      title: "Password",
      hint: "Of an integration user with the roles rest_api_explorer and cmdb_read.",
    },
  },
  notes: [
    "Names come from the CI's name. Two CIs of one name and class are one entity; the second is rejected with its row.",
    "“Depends on::Used by” becomes a dependency, “Contains::Contained by” says which system a service belongs to.",
  ],
  definition: {
    schedule: "daily",
    input: {
      kind: "http",
      baseUrl: "https://your-instance.service-now.com",
      auth: { kind: "basic", user: "portico.integration", secret: "password" },
      reads: [
        {
          name: "groups",
          path: "/api/now/table/sys_user_group",
          query: {
            ...COMMON,
            sysparm_query: "active=true^ORDERBYsys_id",
            sysparm_fields: "sys_id,name,description,email,parent",
          },
          items: "result",
          paging,
          mapping: `{
  "kind": "Group",
  "metadata": {
    "name": $name(name.value),
    "title": name.display_value,
    "description": description.display_value,
    "annotations": { "servicenow.com/sys-id": sys_id.value }
  },
  "spec": {
    "type": "team",
    "profile": { "displayName": name.display_value, "email": email.value },
    "parent": parent.display_value != "" ? $name(parent.display_value)
  }
}`,
        },
        relation("depends", "Depends on::Used by", "parent.value"),
        relation("contained", "Contains::Contained by", "child.value"),
        {
          name: "cis",
          path: "/api/now/table/cmdb_ci",
          query: {
            ...COMMON,
            sysparm_query: `sys_class_nameIN${CLASSES}^ORDERBYsys_id`,
            sysparm_fields:
              "sys_id,name,short_description,sys_class_name,support_group,operational_status,correlation_id",
          },
          items: "result",
          paging,
          mapping: `(
  $kindOf := function($class) { $class = "cmdb_ci_business_app" ? "System" : $class = "cmdb_ci_db_instance" ? "Resource" : "Component" };
  $kind := $kindOf(sys_class_name.value);
  $parent := $find($contained, sys_id.value)[\`parent.sys_class_name\`.value = "cmdb_ci_business_app"][0];
  {
    "kind": $kind,
    "metadata": {
      "name": $name(name.value),
      "title": name.display_value,
      "description": short_description.display_value,
      "annotations": { "servicenow.com/sys-id": sys_id.value, "servicenow.com/class": sys_class_name.value }
    },
    "spec": {
      "owner": $name(support_group.display_value),
      "type": $kind = "System" ? "business-application" : $kind = "Resource" ? "database" : "service",
      "lifecycle": $kind = "Component" ? (
        operational_status.value = "1" ? "production" : operational_status.value = "6" ? "deprecated" : "experimental"),
      "system": $kind != "System" ? $name($parent.parent.display_value),
      "dependsOn": $kind != "System" ? [
        $find($depends, sys_id.value)[\`child.sys_class_name\`.value != "cmdb_ci_business_app"].$ref($kindOf(\`child.sys_class_name\`.value), child.display_value)]
    }
  }
)`,
        },
      ],
    },
  },
  samples,
};
