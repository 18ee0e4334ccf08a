import { ChoiceField } from '#components/ui/choice-field';

/** A sender in whose name a person may send, and the full names of the destinations that its items may reach. */
export interface PayloadSender {
  name: string;
  format: 'HL7' | 'FHIR';
  topic: string;
  destinations: readonly string[];
}

interface PayloadSenderFieldProps {
  sender: PayloadSender;
  senders: readonly PayloadSender[];
  disabled: boolean;
  onChoose: (name: string) => void;
}

/** Whose payload it is. */
export function PayloadSenderField({ sender, senders, disabled, onChoose }: PayloadSenderFieldProps) {
  return (
    <ChoiceField
      label="Sender"
      hint="Where the file comes from. Its format and topic decide how it is read and who may get it."
      value={sender.name}
      choices={senders.map(({ name, format, topic }) => ({ value: name, label: `${name}: ${format}, ${topic}` }))}
      disabled={disabled}
      onChoose={onChoose}
    />
  );
}
