type Go = () => void;

const keepers: ((go: Go) => void)[] = [];

/** `ask` decides about every way of leaving the page that is no link: it calls `go`, or not. Answers how to end that. */
export function askBeforeLeaving(ask: (go: Go) => void): () => void {
  keepers.push(ask);
  return () => {
    keepers.splice(keepers.indexOf(ask), 1);
  };
}

/** Leaves the page by `go`, once who holds unsaved words there agrees. */
export function leavePage(go: Go): void {
  const ask = keepers.at(-1);
  if (ask) ask(go);
  else go();
}
