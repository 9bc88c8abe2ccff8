export function count() {
  navigator.sendBeacon("https://www.google-analytics.com/g/collect?v=2&tid=G-PD1&en=page_view&dl=" + encodeURIComponent(location.pathname));
}
