using Microsoft.AspNetCore.Razor.TagHelpers;

namespace JsHrss.IdP.Web;

/// <summary>A drawing of our sprite beside a word: <c>&lt;icon name="lock" /&gt;</c>. Hidden from screen readers; the word speaks.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTag : TagHelper
{
    public string Name { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (!output.Attributes.ContainsName("class"))
            output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.AppendHtml("<use href=\"/icons.svg#").Append(Name).AppendHtml("\"></use>");
    }
}
