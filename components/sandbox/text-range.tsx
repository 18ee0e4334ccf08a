/** A stretch of a text, in UTF-16 units: from `start` up to, not including, `end`. */
export interface TextRange {
  start: number;
  end: number;
}
