const WORDS: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused: nothing listens there.',
  ECONNRESET: 'The connection was reset by the other side.',
  EPIPE: 'The other side closed the connection while the file was being sent.',
  ETIMEDOUT: 'The other side did not answer.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The network cannot be reached.',
  EADDRNOTAVAIL: 'The host cannot be reached.',
  ENOTFOUND: 'The host name is not known to the name server.',
  EAI_AGAIN: 'The name server did not answer.',
  EPROTO: 'The other side does not speak TLS there, or no version or cipher of ours.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The other side does not speak TLS there.',
  CERT_HAS_EXPIRED: 'The certificate of the other side has expired.',
  CERT_NOT_YET_VALID: 'The certificate of the other side is not valid yet.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the other side is self-signed and not trusted here.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the other side comes from an authority that is not trusted here.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The certificate of the other side comes from an authority that is not trusted here.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The certificate of the other side comes from an authority that is not trusted here.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the other side is for another name.',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'The other side wants a client certificate.',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'The other side refused the TLS handshake.',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'The other side does not trust our client certificate.',
};

/** A fault of the network in words that an admin can act on. What is not known here is told by its code alone. */
export function describeFault(error: unknown): string {
  const code = codeOf(error);
  if (code === null) return 'The connection failed.';
  return WORDS[code] ?? `The connection failed (${code}).`;
}

/** Node's code of an error or of what caused it; null without any. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, cause } = error as Error & { code?: unknown };
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return cause === undefined ? null : codeOf(cause);
}
