namespace JsHrss.Storage.Keys;

/// <summary>Namespaces of keyed look-ups. They enter the digest and never change.</summary>
internal static class LookupKinds
{
    /// <summary>A document: type, country and canonical number.</summary>
    public const string Document = "document";

    /// <summary>A canonical document number of whatever type.</summary>
    public const string Number = "number";

    /// <summary>A mobile number.</summary>
    public const string Mobile = "mobile";
}
