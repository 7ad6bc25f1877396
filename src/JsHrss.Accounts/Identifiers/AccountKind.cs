namespace JsHrss.Accounts.Identifiers;

/// <summary>As what a number in the account field is meant: a mobile number, or a document of one type.</summary>
/// <param name="Document">The document type; null: a mobile number.</param>
public readonly record struct AccountKind(IdDocumentType? Document)
{
    private const string PhoneText = "phone";

    /// <summary>A mobile number.</summary>
    public static AccountKind Phone { get; }

    /// <summary>A document of one type.</summary>
    public static AccountKind Of(IdDocumentType type) => new(type);

    /// <summary>Reads <c>phone</c> or a document type's code; null for anything else.</summary>
    public static AccountKind? Read(string? text)
    {
        if (text == PhoneText)
            return Phone;
        var type = IdDocumentTypes.Read(text);
        return type.IsOk ? Of(type.Value) : null;
    }

    /// <summary><c>phone</c>, or the document type's code.</summary>
    public override string ToString() => Document?.Code() ?? PhoneText;
}
