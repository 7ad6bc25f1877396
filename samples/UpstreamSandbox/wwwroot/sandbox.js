// sandbox.js: what pages do better with script. Everything works without it.
"use strict";

// Scanning by a real camera, where the browser can read codes.
for (const camera of document.querySelectorAll("[data-camera]")) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) continue;
  const [video, button, status] = [camera.querySelector("video"), camera.querySelector("button"), camera.querySelector("[role=status]")];
  const form = document.querySelector("[data-scan]");
  camera.hidden = false;
  button.addEventListener("click", async () => {
    let stream;
    try {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      video.srcObject = stream;
      video.hidden = false;
      button.hidden = true;
      status.textContent = "把二维码放进画面";
      await video.play();
      for (;;) {
        const [found] = await detector.detect(video);
        if (found) {
          form.elements.code.value = found.rawValue;
          form.requestSubmit();
          break;
        }
        await new Promise((next) => setTimeout(next, 200));
      }
    } catch {
      status.textContent = "相机打不开，请粘贴二维码里的文字。";
      video.hidden = true;
      button.hidden = false;
    } finally {
      stream?.getTracks().forEach((track) => track.stop());
    }
  });
}

// The phone's first screen looks for new requests, as a push message would tell.
for (const part of document.querySelectorAll("[data-waiting]")) {
  const look = async () => {
    if (document.visibilityState === "visible") {
      const count = await fetch(part.dataset.waiting).then((answer) => (answer.ok ? answer.text() : ""), () => "");
      if (count !== "" && count !== part.dataset.count) {
        location.assign(location.pathname);
        return;
      }
    }
    setTimeout(look, 3000);
  };
  setTimeout(look, 3000);
}
