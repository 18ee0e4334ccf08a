const ONE = String.raw`(?:left|right|lt|rt)(?:[-\s]sided)?`;
const SIDE = String.raw`${ONE}(?:(?:\s+(?:and|or)\s+|\s?[/&]\s?)${ONE})?`;

/** Phrases in which left or right is no side of the examined part, by reason; `SIDE` stands for the word. */
const PHRASES: Record<string, readonly string[]> = {
  otherMeaning: [
    '(?<!\\b(?:the|on) )right (?:now|away|after|before|next)|the right (?:time|place|patient|person)',
    'right[- ]angle[ds]?|all right|own right',
    'SIDE[- ]hand(?:ed|er)|SIDE[- ]hand(?:ed)?[- ]dominan\\w+|SIDE[- ]hand dominan\\w+',
    '(?:right|left)[- ]to[- ](?:right|left)|SIDE[- ]shift',
    '(?<!\\b(?:the|on|to) )left (?:in situ|in place|in position|alone|untreated|unrepaired|behind|intact|unreported)',
    '(?:patient|he|she|they|who|was|were|been|being|be|has|had|have) left (?:the|a|at|in|on|with|without|against|before|after|for|to|by|as|early|open)',
    'left the (?:department|room|hospital|ward|clinic|scanner|building|emergency)',
    '(?:nothing|little) (?:\\w{1,12} ){0,5}(?<!the )left',
  ],
  heart: [
    'SIDE (?:cardiac|heart|ventric\\w*|atri(?:um|a|al)|auric\\w*|coronary|circumflex|bundle|cusp\\w*|chambers?|axis|aort\\w*)',
    'SIDE (?:anterior descending|anterior hemiblock|anterior fasci\\w*|side of the heart|outflow|main(?! (?:bronch|pulm|renal|stem bronch)))',
    'SIDE[- ]dominan(?:ce|t (?:system|circulation|coronary|anatomy))',
  ],
  unpairedOrgan: [
    'SIDE (?:hepatic|liver|portal|hemiliver|hemihepatectomy|hepatectomy)|SIDE (?:\\w{1,12} )?lobe of (?:the )?liver',
    'SIDE (?:hemi-?)?diaphragm\\w*|SIDE dome of (?:the )?diaphragm|SIDE (?:gastric|colic|colon|hemicol\\w*)',
  ],
  direction: [
    '(?:shift\\w*|displac\\w*|deviat\\w*|convex\\w*|bowed|bowing|pushed|rotated|rotation|tilted|curv\\w*|scoliosis)(?: [^\\s;]{1,15}){0,5} to(?:wards?)? the SIDE',
    'towards? the SIDE|SIDE[- ]convex\\w*|SIDE (?:lateral )?decubitus|SIDE (?:anterior|posterior) oblique',
    'SIDE(?: (?:common|internal|superficial|femoral|radial|brachial|jugular|subclavian|artery|arterial|vein|venous)){0,4} (?:access|approach|puncture)|via (?:the |a )?SIDE',
  ],
  comparison: [
    '(?:compar(?:ed|ison|ing|able) (?:with|to)|(?:for|in) comparison,?|relative to|than|versus|vs\\.?|unlike|similar to|same as|contrast to|contralateral|opposite|unaffected|uninjured|uninvolved|asymptomatic|healthy)(?: (?:on|in|at|to|the|that|those|of|its|other|opposite|contralateral|previous|prior|earlier|normal|healthy|unaffected|uninjured|asymptomatic)){0,5} SIDE',
    'SIDE(?: \\w{1,15}){0,4} (?:for|as) (?:a |the )?(?:comparison|control|reference)',
    'SIDE(?: \\w{1,15}){0,3} (?:was|were|is|are) not (?:examined|imaged|included|assessed|scanned|requested)',
  ],
  symptom: [
    'SIDE (?:\\w{1,12} )?(?:weakness|hemipar\\w*|hemipleg\\w*|hemianop\\w*|hemineglect|neglect|numbness|par\\w{0,2}esthesi\\w*|droop|symptoms?|deficits?)',
    '(?:left|right)[- ]sided (?:\\w{1,12} )?pain',
  ],
  nothing: ['(?:no|nothing|without|not) (?:left|right)[- ]sided|(?:left|right)[- ]sided nothing'],
};

const PATTERNS = Object.values(PHRASES)
  .flat()
  .map((words) => new RegExp(`\\b(?:${words.replaceAll(' ', '\\s+').replaceAll('SIDE', SIDE)})(?!\\w)`, 'gi'));

/**
 * The text with those phrases blank, every offset kept: `right ventricle`, `left the department`, `right-handed`,
 * `compared with the right`, `midline shift to the left`. Phrases may run over a line's end. Linear in the text.
 */
export const blankSidelessPhrases = (text: string): string =>
  PATTERNS.reduce((rest, pattern) => rest.replaceAll(pattern, (phrase) => ' '.repeat(phrase.length)), text);
