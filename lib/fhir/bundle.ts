import type { z } from 'zod';
import {
  elementFault,
  elementPath,
  resources,
  type Reference,
  type Resource,
  type ResourceType,
} from '#lib/fhir/schemas';

/** A resource of a Bundle: where it stands (`Bundle.entry[2].resource`), its type, and what it holds. */
export interface Located {
  path: string;
  type: string;
  body: Record<string, unknown>;
  /** The resource that `#…` refers into: the container of a contained resource, else the resource itself. */
  container: Located | null;
  fullUrl: string | null;
}

/** A resource that was read: its elements, and where it stands. */
export type Found<T extends ResourceType> = { type: T; at: Located; body: Resource<T> };

/** Failures beyond these are counted, not listed. */
const MOST_FAILURES = 20;

/** Longer ones are no references: the patterns below must not walk megabytes. */
const LONGEST_URL = 2048;

const urlOf = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= LONGEST_URL ? value : null;

/** `https://a.test/fhir/` of `https://a.test/fhir/Patient/1`; null of what is no address of a server. */
const baseOf = (url: string | null): string | null => /^(https?:\/\/.*\/)[^/]+\/[^/]+$/.exec(url ?? '')?.[1] ?? null;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const HISTORY = /\/_history\/[^/]*$/;

/**
 * One Bundle, its resources found by reference and read when asked for. What does not fit the schema is noted in
 * `failures`, references to nothing in `warnings`; each once, no matter how often it is met.
 */
export class FhirBundle {
  readonly located: Located[] = [];
  private readonly noted = { failures: new Set<string>(), warnings: new Set<string>() };
  private unlisted = 0;
  private readonly byUrl = new Map<string, Located | 'several'>();
  private readonly contained = new Map<Located, Map<string, Located>>();
  private readonly read = new Map<Located, unknown>();

  constructor(bundle: Record<string, unknown>) {
    const entries: unknown = bundle.entry ?? [];
    if (!Array.isArray(entries)) {
      this.fail('Bundle.entry must be an array');
      return;
    }
    entries.forEach((entry: unknown, at) => {
      if (isObject(entry) || this.noted.failures.size < MOST_FAILURES) this.locate(entry, at);
      else this.unlisted += 1;
    });
  }

  get failures(): string[] {
    const more = this.unlisted > 0 ? [`${this.unlisted} further element(s) are not valid`] : [];
    return [...this.noted.failures, ...more];
  }

  get warnings(): string[] {
    return [...this.noted.warnings];
  }

  fail(failure: string): void {
    if (this.noted.failures.size < MOST_FAILURES) this.noted.failures.add(failure);
    else this.unlisted += 1;
  }

  warn(warning: string): void {
    this.noted.warnings.add(warning);
  }

  /** The elements of a resource; null when they are not as R4 has them, which is then a failure. */
  resource<T extends ResourceType>(type: T, at: Located): Found<T> | null {
    if (!this.read.has(at)) this.read.set(at, this.parse(resources[type], at.body, at.path));
    const body = this.read.get(at) as Resource<T> | null;
    return body && { type, at, body };
  }

  parse<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> | null {
    const parsed = schema.safeParse(value, { error: elementFault });
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) this.fail(`${elementPath(path, issue.path)} ${issue.message}`);
    return null;
  }

  /**
   * The resource of one of these types that a reference in `from` names: by `#id` among the contained, by fullUrl, or by
   * `Type/id`, against the base of `from` first. Null and a warning when it names none, more than one, or another type.
   */
  follow<T extends ResourceType>(
    given: Reference | undefined,
    from: Located,
    element: string,
    types: readonly T[],
  ): { [K in T]: Found<K> }[T] | null {
    if (given?.reference === undefined) return null;
    const at = this.find(given.reference, from);
    const path = `${from.path}.${element}`;
    if (at === null || at === 'several') {
      this.warn(`${path} names ${at ? 'more than one resource' : 'no resource'} of the Bundle; it was not followed`);
      return null;
    }
    const type = types.find((one) => one === at.type);
    if (type === undefined) {
      this.warn(`${path} names a resource of another type than ${types.join(', ')}; it was not followed`);
      return null;
    }
    const found: unknown = this.resource(type, at);
    return found as { [K in T]: Found<K> }[T] | null;
  }

  find(reference: string, from: Located): Located | 'several' | null {
    if (reference.length > LONGEST_URL) return null;
    if (reference.startsWith('#')) {
      const container = from.container ?? from;
      return reference === '#' ? container : (this.containedIn(container).get(reference.slice(1)) ?? null);
    }
    const bare = reference.replace(HISTORY, '');
    const base = baseOf((from.container ?? from).fullUrl);
    const near = base === null ? undefined : this.byUrl.get(base + bare);
    const named = near ?? this.byUrl.get(bare) ?? null;
    if (near || named === null || named === 'several' || bare === named.fullUrl) return named;
    // `Type/id` of another server is another resource.
    const other = baseOf(named.fullUrl);
    return base === null || other === null || base === other ? named : null;
  }

  private locate(entry: unknown, index: number): void {
    const path = `Bundle.entry[${index}]`;
    if (!isObject(entry)) return this.fail(`${path} must be an object`);
    const body = entry.resource;
    if (body === undefined) return;
    const located = this.placed(body, `${path}.resource`, null, urlOf(entry.fullUrl));
    if (!located) return;
    this.located.push(located);
    const id = urlOf(located.body.id);
    const name = id === null ? null : `${located.type}/${id}`;
    for (const url of new Set([located.fullUrl?.replace(HISTORY, ''), name])) {
      if (url) this.byUrl.set(url, this.byUrl.has(url) ? 'several' : located);
    }
  }

  private placed(body: unknown, path: string, container: Located | null, fullUrl: string | null): Located | null {
    if (!isObject(body)) this.fail(`${path} must be an object`);
    else if (typeof body.resourceType !== 'string') this.fail(`${path}.resourceType is missing`);
    else return { path, type: body.resourceType, body, container, fullUrl };
    return null;
  }

  private containedIn(container: Located): Map<string, Located> {
    const known = this.contained.get(container);
    if (known) return known;
    const list: unknown[] = Array.isArray(container.body.contained) ? container.body.contained : [];
    const placed = list.flatMap(
      (body, at) => this.placed(body, `${container.path}.contained[${at}]`, container, null) ?? [],
    );
    const byId = new Map(placed.map((one) => [urlOf(one.body.id) ?? '', one]));
    this.contained.set(container, byId);
    return byId;
  }
}
