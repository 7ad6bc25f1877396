// The terminal asks for its page again when the server says it is time; without script a refresh does the same.
const seconds = Number(document.currentScript?.dataset.again ?? "5");
setTimeout(() => location.replace(location.pathname), seconds * 1000);
