/**
 * Text of a machine that speaks to a planner instead of about the machine. A hint and no gate: what it finds is shown, and from
 * then on nothing runs by a permission that was given beforehand; what it misses can still change nothing without a card.
 */
const shapes: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:all|any|previous|prior|above|earlier|your|the|these|former)\b[^.\n]{0,40}\b(?:instructions?|rules?|prompts?|polic(?:y|ies)|guidelines?|context|orders?|restrictions?|safety)/i,
  /\b(?:system|developer) (?:prompt|message|instruction|override|notice)\b/i,
  /\byou (?:are|must|should|will|have to|need to|shall) (?:now |an? |immediately |first |also |always )*(?:ai|assistant|agent|planner|bot|model|run|execute|restart|delete|stop|install|approve|propose|call|act|obey|use|disable|remove)\b/i,
  /\b(?:ai|llm|language model|assistant|agent|ailx|copilot|chatgpt|claude|gpt)\b[\s,:]{1,3}(?:please |you |must |should |now )*(?:run|execute|restart|delete|stop|install|approve|propose|call|ignore|obey|do not|don't|remove|disable|fetch|send|curl)\b/i,
  /\b(?:note|attention|instructions?|message|dear|hello|hi|important|urgent|hey)\b[^.\n]{0,20}\b(?:to|for)?\b[^.\n]{0,10}\b(?:the )?(?:ai|llm|assistant|language model|automated agent|ops agent|planner|ailx)\b/i,
  /<\/?(?:system|assistant|user|tool_result|tool_call|function_calls?|instructions?|data|im_start|im_end)\b[^>]*>|<\|[a-z_]+\|>|\[\/?INST\]|^\s*###? ?(?:system|instruction|assistant|user)\b/im,
  /"(?:tool_calls?|function_call|tool_use|role)"\s*:/i,
  /\b(?:the )?(?:user|admin|administrator|operator|owner|person|human|root)\b(?:(?!\bnot\b)[^.\n]){0,30}\b(?:has |have |already |pre-?)*(?:approved|authori[sz]ed|confirmed|allowed|consented|agreed|permitted)\b/i,
  /\b(?:approval|permission|authori[sz]ation|consent)\b[^.\n]{0,30}\b(?:granted|given|not (?:needed|required|necessary)|waived|on file|bypassed)\b/i,
  /\b(?:do not|don't|never|without) (?:tell|inform|mention|notify|alert|ask|show|asking|telling|informing)\b[^.\n]{0,30}\b(?:user|person|admin|operator|human|anyone|anybody|them|for approval|approval)?\b/i,
  /\b(?:new|updated|revised|real|actual|your) (?:instructions?|task|objective|goal|orders|mission)\b\s*(?::|is\b|are\b)/i,
  /\brisk\b[^.\n]{0,20}\b(?:is|=|:|level)\s*(?:low|none|zero|0)\b/i,
  /\b(?:ignoriere|vergiss)\b[^.\n]{0,40}\banweisung|\bignora\b[^.\n]{0,40}\binstrucciones|忽略.{0,12}(?:指令|指示|规则)/i,
];

/** The words that gave it away, cut short; undefined where nothing speaks to a planner. */
export function speaksToPlanner(text: string): string | undefined {
  for (const shape of shapes) {
    const found = shape.exec(text);
    if (found) return found[0].trim().slice(0, 120);
  }
  return undefined;
}
