import { expect, it } from "vitest";
import { viewApi } from "./view-api";

const openapi = `
openapi: 3.0.3
info: { title: Payments, version: 1.2.0 }
servers: [{ url: https://payments.example.com }]
paths:
  /payments/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }]
    get:
      tags: [Payments]
      summary: Read a payment
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } } } }
components:
  parameters: { Id: { name: id, in: path, required: true, schema: { type: string, format: uuid } } }
  schemas: { Payment: { required: [id], properties: { id: { type: string }, lines: { type: array, items: { $ref: '#/components/schemas/Line' } } } } }
`;

it("shows operations, parameters and types of an OpenAPI document", () => {
  const view = viewApi("openapi", openapi);
  expect(view).toMatchObject({
    format: "openapi",
    title: "Payments",
    version: "1.2.0",
    servers: ["https://payments.example.com"],
  });
  expect(view.groups[0]?.operations[0]).toMatchObject({
    verb: "GET",
    path: "/payments/{id}",
    parameters: [{ name: "id", type: "string (uuid)", required: true }],
    responses: [{ status: "200", type: "Payment · application/json" }],
  });
  expect(view.types[0]?.fields[1]).toMatchObject({ name: "lines", type: "Line[]" });
});

// A definition comes from anybody's repository: following its references would let it call out from our server.
it("follows no reference out of the document and survives a cycle", () => {
  const view = viewApi(
    "openapi",
    `{"openapi":"3.1.0","paths":{"/a":{"$ref":"http://127.0.0.1/x"},"/b":{"$ref":"#/paths/~1b"}}}`,
  );
  expect(view.groups).toEqual([]);
});

it("shows channels of AsyncAPI 2 and 3", () => {
  const two = viewApi(
    "asyncapi",
    "asyncapi: 2.6.0\ninfo: {title: E, version: '1'}\nchannels: {order.placed: {subscribe: {message: {name: OrderPlaced}}}}",
  );
  expect(two.groups[0]?.operations[0]).toMatchObject({
    verb: "subscribe",
    path: "order.placed",
    body: "OrderPlaced",
  });
  const three = viewApi(
    "asyncapi",
    "asyncapi: 3.0.0\nchannels: {c: {address: order.paid}}\noperations: {onPaid: {action: receive, channel: {$ref: '#/channels/c'}}}",
  );
  expect(three.groups[0]?.operations[0]).toMatchObject({ verb: "receive", path: "order.paid" });
});

it("shows queries and types of a GraphQL schema", () => {
  const view = viewApi("graphql", `type Query { "one" order(id: ID!): Order }\ntype Order { id: ID! }`);
  expect(view.groups[0]?.operations[0]).toMatchObject({
    verb: "query",
    path: "order",
    parameters: [{ name: "id", type: "ID!" }],
  });
  expect(view.types[0]).toMatchObject({ name: "Order" });
});

it("says why a broken definition is shown as text", () => {
  expect(viewApi("openapi", "openapi: [").problem).toMatch(/not valid YAML/);
  expect(viewApi("graphql", "type {").problem).toMatch(/cannot be read/);
});
