namespace JsHrss.Accounts.Passwords;

/// <summary>Why a new password is refused. R20's and R21's texts are separate.</summary>
public static class PasswordErrors
{
    /// <summary>M1: not 8-20 characters.</summary>
    public const string Length = "password_length";

    /// <summary>M1: holds a space or something beyond printable ASCII.</summary>
    public const string Character = "password_character";

    /// <summary>M1: too few classes of characters.</summary>
    public const string Classes = "password_classes";

    /// <summary>R21: holds the document number or its last six characters.</summary>
    public const string LikeDocument = "password_like_document";

    /// <summary>R21: holds the mobile number or its last six digits.</summary>
    public const string LikePhone = "password_like_phone";

    /// <summary>R21: one of the last five.</summary>
    public const string Repeated = "password_repeated";
}
