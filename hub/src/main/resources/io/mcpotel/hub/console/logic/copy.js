// SPDX-License-Identifier: Apache-2.0

/** W3C's header; null where a trace or a span is not known. */
export function traceparent(traceId, spanId) {
  const known = /^[0-9a-f]{32}$/.test(traceId ?? '') && /^[0-9a-f]{16}$/.test(spanId ?? '');
  return known ? `00-${traceId}-${spanId}-01` : null;
}

/** A line for a shell that finds the record in files of records, and nothing else in that shell. */
export function jqLine(record) {
  const wanted = [
    ['event.name', 'mcp.operation'],
    ['trace_id', record.trace_id],
    ['span_id', record.span_id],
    ['mcp.session.id', record.session_id],
    ['jsonrpc.request.id', record.request_id],
    ['mcp.method.name', record.method],
  ];
  // A span's ids are enough.
  const used = record.span_id ? wanted.slice(0, 3) : wanted;
  const tests = used
    .filter(([, value]) => value != null && value !== '')
    .map(([key, value]) => `.${ascii(key)} == ${ascii(value)}`);
  return `jq -c ${shell(`select(${tests.join(' and ')})`)} mcp-*.jsonl`;
}

/** The 95th percentile of such calls over the last five minutes. */
export function promQl(record) {
  const side = record.role === 'client' ? 'client' : 'server';
  const labels = [
    ['service_name', record.service],
    ['mcp_method_name', record.method],
    ['gen_ai_tool_name', record.tool],
    ['gen_ai_prompt_name', record.prompt],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${ascii(value)}`);
  const series = `mcp_${side}_operation_duration_seconds_bucket{${labels.join(', ')}}`;
  return `histogram_quantile(0.95, sum by (le) (rate(${series}[5m])))`;
}

/** A text between double quotes that shows all that it holds, for JSON, jq and PromQL. */
export function ascii(text) {
  return JSON.stringify(String(text)).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
