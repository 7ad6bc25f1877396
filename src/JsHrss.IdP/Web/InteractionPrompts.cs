namespace JsHrss.IdP.Web;

/// <summary>Names under which pages answer the engine's questions.</summary>
internal static class InteractionPrompts
{
    /// <summary>Which context; the registered prompt value that reopens the chooser (OpenID Connect Core §3.1.2.1).</summary>
    public const string Context = "select_account";
}
