/** What a reader chose on this device; kept in cookies so that the first byte of HTML knows it. */
export const PREFERENCES = {
  theme: 'readout-theme',
  zone: 'readout-zone',
  organization: 'readout-organization',
  keys: 'readout-keys',
  preview: 'readout-preview',
  writing: 'readout-writing',
} as const;

const YEAR_SECONDS = 365 * 24 * 3600;

/** Remembers a choice for a year. Choices only: never anything about a patient or a person. */
export function writePreference(name: keyof typeof PREFERENCES, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${PREFERENCES[name]}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}

/** Light, dark, or whatever the device says; `contrast` is light or dark as the device, in its strongest colours. */
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** A theme as a cookie holds it; `system` for anything else. */
export const toTheme = (value: string | undefined): Theme => THEMES.find((theme) => theme === value) ?? 'system';
