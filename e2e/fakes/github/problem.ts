/** An answer in GitHub's error shape. */
export class ApiProblem extends Error {
  constructor(
    readonly status: 301 | 304 | 400 | 401 | 403 | 404 | 409 | 410 | 415 | 422 | 429,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  toResponse(): Response {
    const body = {
      message: this.message,
      ...this.extra,
      documentation_url: "https://docs.github.com/rest",
      status: String(this.status),
    };
    return Response.json(body, { status: this.status, headers: this.headers });
  }
}

export function notFound(): ApiProblem {
  return new ApiProblem(404, "Not Found");
}
