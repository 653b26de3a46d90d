/** An answer other than 200: the HTTP status and a code for programs; `detail` helps a person. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;

  constructor(status: number, code: string, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}
