namespace JsHrss.OpenId.Authorization;

/// <summary>How an answer travels to the client (OAuth 2.0 Multiple Response Type Encoding Practices §2.1).</summary>
public enum ResponseMode
{
    /// <summary><c>query</c>: in the query of the redirect URI. The default for codes.</summary>
    Query,

    /// <summary><c>form_post</c>: in a form that the browser posts there (OAuth 2.0 Form Post Response Mode §2).</summary>
    FormPost,
}
