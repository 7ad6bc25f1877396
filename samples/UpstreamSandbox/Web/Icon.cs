using Microsoft.AspNetCore.Razor.TagHelpers;

namespace UpstreamSandbox.Web;

/// <summary><c>&lt;icon name="user" /&gt;</c>: a sign of the sprite, hidden from screen readers because a word always stands beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class Icon : TagHelper
{
    public string Name { get; set; } = "";

    /// <summary>CSS class; the default is the line icon.</summary>
    public string Kind { get; set; } = "icon";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Kind.Length > 0)
            output.Attributes.SetAttribute("class", Kind);
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"/icons.svg#{Name}\"></use>");
    }
}
