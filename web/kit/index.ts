/** Everything that pages are made of. All of it is shown in the gallery. */
export { Age, Elapsed } from "./age.tsx";
export { Empty, Failed, Note, Skeleton } from "./blank.tsx";
export { Button, LinkButton } from "./button.tsx";
export { Card, Tags } from "./card.tsx";
export { ChangedFiles, Preview } from "./changes.tsx";
export { CodeBlock, Copy } from "./code.tsx";
export { Diff } from "./diff.tsx";
export { ClosesDialog, Dialog, OpensDialog } from "./dialog.tsx";
export { Field, SelectField } from "./field.tsx";
export { Icon } from "./icon.tsx";
export { iconNames, type IconName } from "./icons.ts";
export { MarkedCommand, type Mark } from "./marked.tsx";
export { Bytes, MeterBar, Percent } from "./numbers.tsx";
export { RiskChip } from "./risk.tsx";
export { MachineState, RunState, TaskState, runLooks, taskLooks, type Tone } from "./states.tsx";
export { DataTable } from "./table.tsx";
export { durationText } from "./times.ts";
export { count, levelWords, said, sizeText } from "./words.ts";
