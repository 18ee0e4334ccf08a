/** UTF-8 length of a text in bytes. */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).byteLength;
