namespace JsHrss.IdP.Resources;

// Each class names a pair of text files, {class}.zh.resx and {class}.en.resx, for IStringLocalizer<T>.

internal sealed class Shared;

internal sealed class SignIn;

internal sealed class Challenge;

internal sealed class Choose;

internal sealed class Consent;

internal sealed class Device;

internal sealed class NotServed;

internal sealed class SignOut;

internal sealed class Errors;

internal sealed class Home;

internal sealed class Help;

internal sealed class Passkeys;

internal sealed class Qr;

internal sealed class Face;

internal sealed class Account;

internal sealed class StepUp;

internal sealed class Units;

internal sealed class Addresses;

internal sealed class Institutions;
