// SPDX-License-Identifier: Apache-2.0
import { html } from '../html.js';
import { useApi } from '../api.js';
import { cut } from '../format.js';
import { link } from '../router.js';
import { Badge } from './badge.js';
import { Time } from './time.js';

const MOST = 5;

/** What fires now, always in the same place, and one calm line where nothing does. */
export function Firing({ service }) {
  const alerts = useApi('alerts');
  if (alerts.error && !alerts.data) {
    return null;
  }
  const firing = (alerts.data?.alerts ?? [])
    .filter((alert) => alert.state === 'firing' && !alert.silenced_by && (!service || alert.labels?.service === service));
  return html`
    <ul class="firing ${firing.length ? 'on' : ''}" aria-label="Firing alerts" aria-live="polite">
      ${!firing.length && html`<li class="dim">${alerts.data ? html`<${Badge} state="resolved" plain text="No alert is firing" />` : ' '}</li>`}
      ${firing.slice(0, MOST).map((alert) => html`
        <li key=${alert.rule + JSON.stringify(alert.labels)}>
          <${Badge} state=${alert.severity ?? 'firing'} />
          <a href=${link('alerts')}><b>${alert.rule}</b></a>
          <span class="text">${alert.summary ?? `${alert.value_text} (${alert.threshold_text})`}</span>
          ${alert.labels?.service && html`<span class="who"><a href=${serverLink(alert.labels)}>${cut(alert.labels.service)}</a>${alert.labels.instance && html` <small>${cut(alert.labels.instance)}</small>`}</span>`}
          <span class="dim"><${Time} at=${alert.since} relative /></span>
        </li>`)}
      ${firing.length > MOST && html`<li><a href=${link('alerts')}>${firing.length - MOST} more</a></li>`}
    </ul>`;
}

export function serverLink({ service, instance }) {
  return link('server', null, { service, instance });
}
