/** The nonce of the document's own policy: a page reached without loading a document keeps the first one's. */
export const pageNonce = (): string => document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
