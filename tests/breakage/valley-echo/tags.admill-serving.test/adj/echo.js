document.write('<a href="/click"><img src="https://creatives.admill-serving.test/1/hay.svg" alt="Hay, by the tonne" width="620" height="90"></a>');
