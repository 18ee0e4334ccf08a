const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const NUMBERS = /^(\d{1,4})\s?[./\- ]\s?(\d{1,2})\s?[./\- ]\s?(\d{1,4})(?!\d)/;
const COMPACT = /^(\d{2})(\d{2})(\d{2})(\d{2})(?!\d)/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?[ .-]?(?:of )?([a-z]{3,9})[ .,-]{0,2}(\d{4}|\d{2})(?!\d)/i;
const MONTH_FIRST = /^([a-z]{3,9})[ .-]{0,2}(\d{1,2})(?:st|nd|rd|th)?[ .,-]{0,2}(\d{4}|\d{2})(?!\d)/i;
const YEAR_FIRST = /^(\d{4})[ .-]([a-z]{3,9})[ .-](\d{1,2})(?!\d)/i;

/**
 * The days, as yyyy-MM-dd, that the date at the beginning of a text can mean; [] when none stands there. Day and month
 * may stand in either order, and a year of two digits may be of this century or the last.
 */
export function readDate(text: string): string[] {
  const numbers = NUMBERS.exec(text);
  if (numbers) {
    const [, a = '', b = '', c = ''] = numbers;
    return [...days(a, b, c), ...days(c, b, a), ...days(c, a, b)];
  }
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, a = '', b = '', c = '', d = ''] = compact;
    return [...days(a + b, c, d), ...days(c + d, b, a), ...days(c + d, a, b)];
  }
  const [, day = '', dayMonth = '', dayYear = ''] = DAY_FIRST.exec(text) ?? [];
  const [, month = '', monthDay = '', monthYear = ''] = MONTH_FIRST.exec(text) ?? [];
  const [, year = '', yearMonth = '', yearDay = ''] = YEAR_FIRST.exec(text) ?? [];
  return [...days(dayYear, dayMonth, day), ...days(monthYear, month, monthDay), ...days(year, yearMonth, yearDay)];
}

/** Day as yyyy-MM-dd, twice for a year of two digits; [] when it is none of the years 1850 to 2149. */
function days(year: string, month: string, day: string): string[] {
  const monthNumber = /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const isDay = monthNumber >= 1 && monthNumber <= 12 && Number(day) >= 1 && Number(day) <= 31;
  if (!isDay) return [];
  const years = year.length === 2 ? [`19${year}`, `20${year}`] : [year];
  return years
    .filter((written) => written.length === 4 && Number(written) >= 1850 && Number(written) < 2150)
    .map((written) => `${written}-${String(monthNumber).padStart(2, '0')}-${day.padStart(2, '0')}`);
}
