/** A response whose body is known whole: node sends it at once, without the stream that a Response makes of its body. */
export class PlainResponse extends Response {
  readonly content: string | Uint8Array | null;

  constructor(content: string | Uint8Array | null, init: ResponseInit) {
    super(content as BodyInit | null, init);
    this.content = content;
  }
}
