namespace JsHrss.IdP.Web;

/// <summary>Names under which pages answer the engine's questions.</summary>
internal static class InteractionPrompts
{
    /// <summary>In which context; the value is a context id. It answers prompt=select_account too (OpenID Connect Core §3.1.2.1).</summary>
    public const string Context = "context";

    /// <summary>The person would rather not prove more than they have; answers a mere wish for it (OpenID Connect Core §3.1.2.1, <c>acr_values</c>).</summary>
    public const string Acr = "acr";
}
