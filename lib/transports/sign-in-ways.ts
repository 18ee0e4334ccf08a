import type { AuthHandlerMiddleware, KeyboardInteractiveCallback, Prompt } from 'ssh2';

/** Who signs in: with a private key where there is one, else with a password. */
interface Credentials {
  user: string;
  password?: string | undefined;
  privateKey?: string | undefined;
}

/** One attempt to sign in to an SSH server. */
interface SigningIn {
  authHandler: AuthHandlerMiddleware;
  /** Why the server let nobody in, and what to do about it. */
  describeRefusal: () => string;
}

const BY_PASSWORD = ['password', 'keyboard-interactive'] as const;
const BY_KEY = ['publickey'] as const;

/**
 * Signs in by what the settings have, once: servers lock users out who try too often. Where a server does not take a
 * password but asks for it (keyboard-interactive, RFC 4256), its first question is answered with it, and no other.
 */
export function signInWays({ user, password = '', privateKey }: Credentials): SigningIn {
  const [what, ways] = privateKey === undefined ? ['password', BY_PASSWORD] : ['private key', BY_KEY];
  let offered: readonly string[] = [];
  let [isTried, isAsked, wantsMore] = [false, false, false];

  function prompt(_: string, _instructions: string, _language: string, questions: Prompt[], finish: Finish): void {
    const isPassword = !isAsked && questions.length === 1 && questions[0]?.echo !== true;
    isAsked = true;
    wantsMore ||= !isPassword;
    finish(isPassword ? [password] : questions.map(() => ''));
  }

  return {
    // The types do not know that nothing is offered at first. False ends it.
    authHandler: (left: readonly string[] | null, isPartial, next) => {
      if (left === null) return next('none');
      if (!isTried) offered = left;
      wantsMore ||= isPartial;
      const way = isTried ? undefined : ways.find((one) => left.includes(one));
      if (way === undefined) return false;
      isTried = true;
      return next(way === 'keyboard-interactive' ? { type: way, username: user, prompt } : way);
    },
    describeRefusal: () => `${describeRefusal(what, { offered, isTried, wantsMore })} Until then files wait.`,
  };
}

type Finish = KeyboardInteractiveCallback;

function describeRefusal(
  what: string,
  { offered, isTried, wantsMore }: { offered: readonly string[]; isTried: boolean; wantsMore: boolean },
): string {
  const operator = 'whoever runs the server';
  if (wantsMore) {
    return `The server asks for more than a ${what} to sign in. Ask ${operator} to let this user in with that alone.`;
  }
  if (isTried) {
    return `The server did not let the user in with the ${what} in the settings. Correct it there, or ask ${operator} to let this user in.`;
  }
  if (what !== 'private key' && offered.includes('publickey')) {
    return 'The server takes no password. Enter a private key in the settings instead.';
  }
  if (what !== 'password' && BY_PASSWORD.some((way) => offered.includes(way))) {
    return 'The server takes no private key. Enter a password in the settings instead.';
  }
  return `The server takes neither a password nor a private key. Ask ${operator} to let this user in with the ${what} in the settings.`;
}
