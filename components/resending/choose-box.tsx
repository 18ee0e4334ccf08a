interface ChooseBoxProps {
  label: string;
  checked: boolean;
  /** Some of what it stands for is chosen. */
  isPartly?: boolean;
  /** `through`: with Shift, up to here. */
  onToggle: (through: boolean) => void;
}

/** A row's box. On a phone the whole row is its label: boxes are shown there only while rows are chosen. */
export function ChooseBox({ label, checked, isPartly = false, onToggle }: ChooseBoxProps) {
  return (
    <label
      className="flex justify-center p-2 max-sm:after:absolute max-sm:after:inset-0 max-sm:after:z-20 sm:relative sm:z-10"
      // Shift would mark the words in between, too.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <span className="sr-only">{label}</span>
      <input
        ref={(box) => {
          if (box) box.indeterminate = isPartly;
        }}
        type="checkbox"
        checked={checked}
        onChange={({ nativeEvent }) => onToggle('shiftKey' in nativeEvent && nativeEvent.shiftKey === true)}
        className="size-4 accent-accent"
      />
    </label>
  );
}
